"""The one class of error that a person is meant to read."""


class SlaDashError(Exception):
    """Say what is wrong and what to do next, in words for the person at the keyboard.

    The command line prints both sentences and exits with 1; the board shows them in place of the page.
    Anything else that is raised is a bug and keeps its traceback.
    """

    def __init__(self, message: str, *, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}\n{self.advice}"


class AgreementError(SlaDashError):
    """The agreement cannot be read, or says something impossible."""


class MappingError(SlaDashError):
    """A mapping does not fit its schema or the files it speaks of."""


class RecordsError(SlaDashError):
    """Files of records that cannot be loaded, or a snapshot that cannot be opened."""


class DamagedError(RecordsError):
    """A snapshot that cannot be read whole; from now on the one before it is the newest."""
