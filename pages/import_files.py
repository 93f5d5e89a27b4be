"""How do our own files get in, and what became of every row?"""

from lib.ui import import_page, in_frame

in_frame(__file__)
import_page.show()
