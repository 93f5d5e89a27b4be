"""Numbers for cards, by page."""

from lib.ui.kpis.campaigns import campaigns
from lib.ui.kpis.churn import churn
from lib.ui.kpis.lost import lost
from lib.ui.kpis.loyalty import loyalty
from lib.ui.kpis.number import Kpi
from lib.ui.kpis.overview import overview
from lib.ui.kpis.performance import performance
from lib.ui.kpis.profiles import profiles
from lib.ui.kpis.quality import quality
from lib.ui.kpis.sales import sales
from lib.ui.kpis.satisfaction import satisfaction
from lib.ui.kpis.service import service
from lib.ui.kpis.value import value

__all__ = [
    "Kpi",
    "campaigns",
    "churn",
    "lost",
    "loyalty",
    "overview",
    "performance",
    "profiles",
    "quality",
    "sales",
    "satisfaction",
    "service",
    "value",
]
