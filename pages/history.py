"""What was imported when, what became of it, and how is it taken back?"""

from lib.ui import history_page, in_frame

in_frame(__file__)
history_page.show()
