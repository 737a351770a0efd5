"""Static files under names that hold their content's hash, compressed once, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between our ES modules, so that one hash names one state of the whole front end."""

    support_js_module_import_aggregation = True
