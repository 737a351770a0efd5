"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views import dashboard

app_name = "activity"

urlpatterns = [
    path("activite/", dashboard.dashboard, name="dashboard"),
    path("activite/activite.xlsx", dashboard.workbook, name="workbook"),
    path("activite/offre/", dashboard.supply, name="supply"),
    path("activite/<slug:name>.csv", dashboard.table, name="table"),
]
