from django.urls import path

from .views import opt_out

app_name = "messages"
urlpatterns = [
    path("messages/refus/<str:token>/", opt_out.opt_out, name="opt_out"),
]
