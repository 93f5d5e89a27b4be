"""What is fitted to the data; and every question Rapport answers: metrics, and models alike."""

from collections.abc import Callable

from pandas import DataFrame

from lib.learn.drivers import satisfaction_drivers
from lib.metrics import METRICS

MODELS: dict[str, Callable[..., DataFrame]] = {
    model.__name__: model for model in (satisfaction_drivers,)
}

QUESTIONS = METRICS | MODELS

__all__ = ["MODELS", "QUESTIONS", *MODELS]
