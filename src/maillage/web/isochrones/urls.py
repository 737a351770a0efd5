from django.urls import path

from . import views

app_name = "isochrones"
urlpatterns = [
    path("autour/", views.page, name="page"),
    path("autour/carte.svg", views.drawn_map, name="map"),
    path("autour/aires.json", views.areas, name="areas"),
]
