"""The sentences that readers of the engine say of a file, marked for translation: they stand in rows in French."""

from __future__ import annotations

from maillage.web.marking import _

# Of a file as a whole, or of what the platform does not take from any.
LOST = _("Le fichier n’est plus là : renvoyez-le.")
NOTHING = _("Aucune fiche ne se lit dans ce fichier.")
OTHER_FORM = _("Le fichier n’a pas la forme publiée pour cette source.")
PERSON = _("Une personne n’est nommée qu’avec son accord : ajoutez-la depuis la page des fiches.")

# As ``engine.sources.directory.problem`` has them; a test holds both to be the same.
SENTENCES = (
    _("La position est loin de la commune indiquée : elle n’est pas reprise."),
    _("Il manque la latitude ou la longitude."),
    _("La position est hors de France : elle n’est pas reprise."),
    _("Latitude et longitude sont interverties : elles ont été remises dans l’ordre."),
    _("La position ne se lit pas."),
    _("La position est 0, 0 : elle n’est pas reprise."),
    _("La ligne n’a pas autant de cellules que l’en-tête."),
    _("Cette valeur n’est pas dans la liste du standard : elle n’est pas reprise."),
    _("Ce code de commune n’existe pas : il n’est pas repris."),
    _("Il manque une colonne : le fichier est écarté."),
    _("Cette date ne peut pas être juste : elle n’est pas reprise."),
    _("Cet identifiant est déjà celui d’une autre ligne : la ligne est écartée."),
    _("L’adresse e-mail n’en est pas une : elle n’est pas reprise."),
    _("Le numéro FINESS est faux : il n’est pas repris."),
    OTHER_FORM,
    _("La cellule commence comme une formule de tableur : les premiers signes sont retirés."),
    _("Les horaires ne se lisent pas : ils ne sont pas repris."),
    _("Ces horaires sont impossibles : ils ne sont pas repris."),
    _("Il n’y a pas d’identifiant : la ligne est écartée."),
    _("La cellule contient du balisage ou des caractères de contrôle : seul le texte est repris."),
    _("Il n’y a pas de nom : la ligne est écartée."),
    _("Ce n’est pas une fiche : elle est écartée."),
    _("Le numéro de téléphone n’en est pas un : il n’est pas repris."),
    _("Le code postal n’en est pas un : il n’est pas repris."),
    _("Les services sont venus sans leurs structures : donnez les deux fichiers ensemble."),
    _("Le SIRET est faux : il n’est pas repris."),
    _("Ce service est celui d’une structure qui n’est pas dans la liste : il est écarté."),
    _("Le texte est trop long : la fin n’est pas reprise."),
    _("Le fichier est coupé : la suite manque."),
    _("L’adresse du site n’en est pas une : elle n’est pas reprise."),
)
