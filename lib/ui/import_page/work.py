"""Work the page waits for: started in a process of its own, watched, and its outcome kept."""

from pathlib import Path

import streamlit as st

from lib.importing.recipe.writing import recipe_text
from lib.languages import N_
from lib.ui.import_page import inbox, jobs
from lib.ui.import_page.desk import Desk, Outcome, Reading
from lib.ui.import_page.uploads import Upload
from lib.ui.languages import _

TITLES = {
    "look": N_("Reading the file"),
    "match": N_("Finding out which column is which"),
    "check": N_("Checking every row"),
    "import": N_("Importing"),
    "undo": N_("Taking the import back"),
}


def collect(desk: Desk) -> None:
    """Keep what the job that ended had to say."""
    job = desk.job
    if job is None or job.running:
        return
    kind, said = job.outcome()
    outcome = Outcome(job.about, kind, said)
    if job.verb == "look":
        for upload in desk.files:
            if desk.about_file(upload) == job.about:
                desk.looks[upload.mark] = outcome
    elif job.verb == "match":
        desk.proposed = outcome
    elif job.verb == "check":
        desk.checked = outcome
    elif job.verb == "import":
        desk.imported, desk.import_job = outcome, job
    elif kind == "done":
        desk.taken_back = True
    elif kind == "error":
        desk.not_taken_back = said
    desk.job = None


def drop_what_is_stale(desk: Desk) -> None:
    """End work about what was chosen before the last change."""
    wanted = {
        "look": {desk.about_file(upload) for upload in desk.files},
        "match": {desk.about_files()},
        "check": {desk.about_import()},
    }
    if desk.job and desk.job.about not in wanted.get(desk.job.verb, {desk.job.about}):
        desk.stop()


def look(desk: Desk, upload: Upload) -> None:
    """Find out what stands in a file, read as chosen."""
    arguments = [str(upload.path.absolute()), f"--as={upload.name}", _reading_of(desk, upload)]
    _start(desk, "look", arguments, desk.about_file(upload))


def look_next(desk: Desk) -> bool:
    """Look into the first file of which nothing is known; False where there is none."""
    for upload in desk.files:
        if desk.look(upload) is None:
            look(desk, upload)
            return True
    return False


def match(desk: Desk) -> None:
    """Guess which column is what."""
    files = [str(upload.path.absolute()) for upload in desk.files]
    names = [f"--as={upload.name}" for upload in desk.files]
    readings = [_reading_of(desk, upload) for upload in desk.files]
    _start(desk, "match", [*files, *names, *readings], desk.about_files())


def _reading_of(desk: Desk, upload: Upload) -> str:
    reading = desk.reading(upload)
    said = {"read": reading} if reading else {}
    return f"--reading={_written(desk, f'{upload.mark}.toml', said)}"


def check(desk: Desk) -> None:
    """Find out what importing would do, and what is wrong with the rows."""
    aside_file(desk).unlink(missing_ok=True)
    arguments = [*_of_import(desk), f"--aside={aside_file(desk).absolute()}"]
    _start(desk, "check", arguments, desk.about_import())


def bring_in(desk: Desk) -> None:
    """Import, leaving out the rows that were set aside."""
    arguments = _of_import(desk)
    if desk.aside:
        arguments += ["--set-aside", f"--aside={aside_file(desk).absolute()}"]
    _start(desk, "import", arguments, desk.about_import())


def take_back(desk: Desk) -> None:
    """Undo the import that just ended."""
    desk.not_taken_back = None
    _start(desk, "undo", [], "undo")


def aside_file(desk: Desk) -> Path:
    """Where the rows are written that a check found unsound, and an import left out."""
    return desk.folder / "aside.csv"


def _of_import(desk: Desk) -> list[str]:
    recipe = _written(desk, "recipe.toml", desk.recipe or {})
    files = [str(upload.path.absolute()) for upload in desk.files]
    names = [f"--as={upload.name}" for upload in desk.files]
    return [*files, *names, f"--recipe={recipe}", f"--mode={desk.mode}"]


def _written(desk: Desk, name: str, recipe: Reading) -> Path:
    path = desk.folder / name
    path.write_text(recipe_text(recipe), encoding="utf-8")
    return path.absolute()


def _start(desk: Desk, verb: str, arguments: list[str], about: str) -> None:
    """One job at a time; files of the inbox that are gone, or no longer files, leave the desk."""
    gone = [one for one in desk.files if not one.is_ours and not inbox.is_still_there(one)]
    for upload in gone:
        desk.remove(upload)
    if gone:
        st.rerun()
    desk.stop()
    desk.job = jobs.start(verb, arguments, about=about, scratch=desk.folder)


def watch(desk: Desk) -> None:
    """How far the job is, until it ends."""
    if desk.job:
        _watch(desk, desk.job)


@st.fragment(run_every=0.4)
def _watch(desk: Desk, job: jobs.Job) -> None:
    if not job.running:
        st.rerun(scope="app")
    share, doing, values = job.progress()
    with st.container(border=True, key="card_progress"):
        st.header(_(TITLES[job.verb]), anchor=False)
        st.progress(min(max(share, 0.0), 1.0))
        st.text(_(doing, **values))
        if st.button(_("Cancel"), icon=":material/stop_circle:", key="cancel_job"):
            job.cancel()
            st.rerun(scope="app")
