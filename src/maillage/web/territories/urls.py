from django.urls import path

from . import views

app_name = "territories"
urlpatterns = [
    path("territoires/", views.search_page, name="search"),
    path("territoires/suggestions/", views.suggestions, name="suggestions"),
    path("contours/<slug:version>/departements.json", views.departements_outlines, name="departements"),
    path("contours/<slug:version>/communes/<slug:departement>.json", views.communes_outlines, name="communes"),
]
