"""The addresses of people and of their imports."""

from django.urls import path

from stature.web.people.views import imports, people

app_name = "people"
urlpatterns = [
    path("", people.people, name="list"),
    path("add/", people.add, name="add"),
    path("people.csv", people.download, name="download"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/change/", people.change, name="change"),
    path("<int:pk>/remove/", people.remove, name="remove"),
    path("import/", imports.upload, name="import"),
    path("import/example.csv", imports.example, name="import-example"),
    path("import/<int:pk>/", imports.preview, name="preview"),
    path("import/<int:pk>/findings.csv", imports.findings, name="findings"),
    path("import/<int:pk>/discard/", imports.discard, name="discard"),
    path("imports/<int:pk>/", imports.done, name="imported"),
    path("imports/<int:pk>/undo/", imports.undo, name="undo"),
]
