"""Computing on a Dask cluster: the only part that knows Dask, and loads it only once a cluster is asked for.

connect   an address, or ``local``, becomes an executor; what is wrong there is said in words
alike     the workers have the same programs and figures as this process
folder    files that every worker is given, those that join later too
"""
