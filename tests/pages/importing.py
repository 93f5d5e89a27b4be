"""Going through the Import page as a reader would, waiting for the work it starts."""

from contextlib import redirect_stdout
from io import TextIOWrapper

from lib.command_line import main
from lib.ui.import_page import desk as desks


def desk_of(app):
    """What this reader has laid out."""
    return desks._desks()[app.session_state["desk_token"]]


def settled(app):
    """The page once nothing is under way any more."""
    for _ in range(30):
        assert not app.exception, app.exception[0].value
        job = desk_of(app).job
        if job is None:
            return app
        job.process.wait(timeout=60)
        app.run()
    raise AssertionError("the page starts work without an end")


def upload(app, content, name="orders.csv"):
    """Lay a file out on the first step."""
    if isinstance(content, str):
        content = content.encode()
    key = f"files_{desk_of(app).round}"
    app.file_uploader(key=key).upload(name, content).run()
    assert not app.exception
    return app


def click(app, key):
    app.button(key=key).click().run()
    return settled(app)


def on(app):
    """To the next step."""
    return click(app, "way_on")


def words(app):
    return " ".join(text.value for text in app.text)


def step(app):
    """The step the page is at, 1 to 5."""
    return desk_of(app).step


def frame(app, alt):
    """The table that is called so for those who cannot see it."""
    return next(one.value for one in app.dataframe if one.proto.alt == alt)


class InThisProcess:
    """What a page starts as a process of its own, run at once and here: starting Python for each
    of them takes most of the time. Tests about processes start real ones."""

    def __init__(self, command, *, stdout, stderr, **_):
        with redirect_stdout(TextIOWrapper(stdout, "utf-8", write_through=True)) as out:
            self.returncode = main(command[command.index("lib") + 1 :])
        out.detach()

    def poll(self):
        return self.returncode

    def wait(self, timeout=None):
        return self.returncode

    def terminate(self):
        raise AssertionError("it has ended")


def browser_holds(app):
    """What the browser sends of every widget as the page now stands; of buttons only clicks."""
    held = app._tree.get_widget_states()
    for state in [one for one in held.widgets if one.WhichOneof("value") == "trigger_value"]:
        held.widgets.remove(state)
    return held


def send_late(app, held, number=None, value=None):
    """What was held before the page's last answers came, and a number box filled by now."""
    sent = {state.id: state for state in held.widgets}
    if number is not None:
        if number.proto.id not in sent:
            sent[number.proto.id] = held.widgets.add(id=number.proto.id)
        sent[number.proto.id].double_value = value
    app._run(held)
    return settled(app)
