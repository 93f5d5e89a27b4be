"""Going through the five steps of the Import page in a browser."""

LONG = 120_000  # milliseconds: each step starts a process


def upload(tab, file):
    tab.tab.locator('.st-key-card_upload input[type="file"]').set_input_files(file)
    tab.tab.locator('[class*="st-key-upload_"]').first.wait_for(timeout=LONG)
    tab.settle()


def at_step(tab, number):
    """Wait until the page is at this step, and its work is done."""
    tab.tab.locator(f".st-key-step_here_{number}").wait_for(timeout=LONG)
    done(tab)


def done(tab):
    """Wait until nothing is under way any more."""
    quiet = 0
    for _ in range(600):
        busy = tab.tab.locator(".st-key-card_progress").count()
        quiet = 0 if busy else quiet + 1
        if quiet > 4:
            tab.settle()
            return
        tab.tab.wait_for_timeout(200)
    raise TimeoutError("the page is still at work")


def on(tab, number):
    """To this step by the button at the foot of the one before."""
    tab.tab.locator(".st-key-way_on button >> visible=true").first.click(timeout=LONG)
    at_step(tab, number)


def with_recipe(tab, recipe):
    """At step 3, the columns matched by a recipe in a file."""
    tab.tab.locator('.st-key-card_start input[type="file"]').set_input_files(recipe)
    tab.settle()
    done(tab)
