"""Processes that run queries and can be killed.

The engine has no way to stop a query but the death of its process (measured, pyoxigraph 0.5.13). So::

    front (web server, command line)  --socket-->  zygote  --fork-->  worker, one for each query

``process``  starts the zygote and keeps it running
``wire``     what front, zygote and worker say to each other
``zygote``   holds the build in memory, forks the workers, ends them at their limits
``worker``   runs one query and ends
"""
