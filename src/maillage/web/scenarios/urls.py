from django.urls import path

from .views import bench, comparison, computing, desk, editing, leaflet, publication

app_name = "scenarios"
# The converter "address" is that of the diagnoses.
ONE = "decider/<address:address>/<int:number>/"
urlpatterns = [
    path("decider/", desk.page, name="scenarios"),
    path("decider/commencer/", desk.begin, name="begin"),
    path("decider/lieux.csv", editing.own_list_model, name="own_list_model"),
    path("decider/comparer/", comparison.page, name="side_by_side"),
    path(ONE, bench.page, name="bench"),
    path(f"{ONE}effets/", bench.effects, name="effects"),
    path(f"{ONE}nouvelles/", bench.news, name="news"),
    path(f"{ONE}carte.svg", bench.drawn_map, name="bench_map"),
    path(f"{ONE}copier/", desk.copy, name="copy"),
    path(f"{ONE}site/", editing.site, name="site"),
    path(f"{ONE}reglages/", editing.settle_settings, name="settings"),
    path(f"{ONE}lieux/", editing.own_list, name="own_list"),
    path(f"{ONE}lieux/ouverts/", editing.bring_places, name="bring_places"),
    path(f"{ONE}raisons/", editing.write, name="reasons"),
    path(f"{ONE}annuler/", editing.undo, name="undo"),
    path(f"{ONE}retablir/", editing.redo, name="redo"),
    path(f"{ONE}choisir/", editing.settle, name="settle"),
    path(f"{ONE}calculer/", computing.start, name="compute"),
    path(f"{ONE}calculs/<int:pk>/", computing.state, name="computation"),
    path(f"{ONE}calculs/<int:pk>/abandonner/", computing.cancel, name="cancel"),
    path(f"{ONE}calculs/<int:pk>/reprendre/", computing.adopt, name="adopt"),
    path(f"{ONE}compromis.svg", computing.drawn_front, name="front"),
    path(f"{ONE}publier/", publication.publish, name="publish_scenario"),
    path(f"{ONE}depublier/", publication.unpublish, name="unpublish_scenario"),
    path("scenarios/<address:address>/<int:number>/", leaflet.page, name="leaflet"),
    path("scenarios/<address:address>/<int:number>/carte.svg", leaflet.drawn_map, name="leaflet_map"),
    path("scenarios/<address:address>/<int:number>/telecharger/<slug:form>/", leaflet.file, name="leaflet_file"),
]
