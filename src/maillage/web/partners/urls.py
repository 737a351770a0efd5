from django.urls import path

from .views import applications, desk, links

app_name = "partners"
urlpatterns = [
    path("partenaires/", desk.practitioners, name="own"),
    path("partenaires/<int:pk>/", desk.practitioner, name="seat"),
    path("partenaires/lien/<str:token>/", desk.linked, name="linked"),
    path("partenaires/lien/<str:token>/nouveau/", links.new_link, name="new_link"),
    path("partenaires/agenda/<str:token>.ics", links.feed, name="feed"),
    path("administration/applications/", applications.applications, name="applications"),
    path("administration/applications/cles/", applications.make_key, name="make_key"),
    path("administration/applications/cles/<int:pk>/revoquer/", applications.revoke_key, name="revoke_key"),
]
