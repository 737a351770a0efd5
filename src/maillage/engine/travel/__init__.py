"""Step 3: minutes between places. One seam, :class:`~maillage.engine.travel.router.Router`; behind it the
crow-flight model and the matrix file today, real roads next. The rest of the engine does not know which.
"""
