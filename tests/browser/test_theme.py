"""The theme that a reader chose stays, on whichever page they come in."""


def shown_as(tab):
    return tab.tab.locator(".stApp").evaluate("app => getComputedStyle(app).colorScheme")


def test_a_chosen_theme_is_kept_for_every_page(reader, dashboard):
    tab = reader(dashboard, color_scheme="light")
    tab.open()
    tab.tab.get_by_test_id("stMainMenuButton").click()
    tab.tab.get_by_test_id("stMainMenuItem-theme-Dark").click()
    assert shown_as(tab) == "dark"
    tab.open("churn")
    assert shown_as(tab) == "dark"
