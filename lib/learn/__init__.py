"""What is fitted to the data; and every question Rapport answers: metrics, and models alike."""

from collections.abc import Callable

from pandas import DataFrame

from lib.learn.bgnbd import bgnbd
from lib.learn.customer_ahead import customer_ahead
from lib.learn.drivers import satisfaction_drivers
from lib.learn.gamma_gamma import gamma_gamma
from lib.learn.holdout import holdout, holdout_classes, holdout_list
from lib.learn.lifetime_value import lifetime_value, lifetime_value_list, model_fits
from lib.metrics import METRICS

MODELS: dict[str, Callable[..., DataFrame]] = {
    model.__name__: model
    for model in (
        satisfaction_drivers,
        bgnbd,
        gamma_gamma,
        model_fits,
        lifetime_value,
        lifetime_value_list,
        customer_ahead,
        holdout,
        holdout_classes,
        holdout_list,
    )
}

QUESTIONS = METRICS | MODELS

__all__ = ["MODELS", "QUESTIONS", *MODELS]
