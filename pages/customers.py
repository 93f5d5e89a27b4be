"""Who is this customer, what are they worth, and what happened with them?"""

from lib.ui import customer_or_search, in_frame, needs

in_frame(__file__)
needs("customers")

customer_or_search()
