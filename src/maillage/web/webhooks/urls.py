from django.urls import path

from .views import endpoints, sources

app_name = "webhooks"
urlpatterns = [
    path("administration/applications/prevenir/", endpoints.enter_endpoint, name="enter_endpoint"),
    path("administration/applications/prevenir/<int:pk>/", endpoints.endpoint, name="endpoint"),
    path("administration/applications/prevenir/<int:pk>/secret/", endpoints.renew_endpoint, name="renew_endpoint"),
    path("administration/applications/prevenir/<int:pk>/retirer/", endpoints.remove_endpoint, name="remove_endpoint"),
    path(
        "administration/applications/prevenir/<int:pk>/evenements/<int:number>/",
        endpoints.send_again,
        name="send_again",
    ),
    path("administration/applications/prevenir/<int:pk>/<str:act>/", endpoints.act_on_endpoint, name="act_on_endpoint"),
    path("administration/applications/entendre/", sources.enter_source, name="enter_source"),
    path("administration/applications/entendre/<int:pk>/secret/", sources.renew_source, name="renew_source"),
    path("administration/applications/entendre/<int:pk>/retirer/", sources.close_source, name="close_source"),
]
