from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("connexion/", views.login_page, name="login"),
    path("deconnexion/", views.logout_page, name="logout"),
]
