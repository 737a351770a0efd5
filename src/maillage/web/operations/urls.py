from django.urls import path

from .views import health

app_name = "operations"
urlpatterns = [path("etat/", health, name="health")]
