"""From which day, amount or share do we call things by their names, and what do we aim at?"""

from lib.ui import in_frame, settings_page

in_frame(__file__)
settings_page.show()
