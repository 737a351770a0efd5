"""The platform: Django modules over the engine. `settings` and `urls` alone know every module."""
