"""For who runs the platform: is it healthy, is it set up right, and can it be brought back."""
