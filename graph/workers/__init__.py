"""Processes that run queries and can be killed.

The engine has no way to stop a query but the death of its process (measured, pyoxigraph 0.5.13). So::

    front (web server, command line)  --socket-->  zygote  --fork-->  workers, one query each at a time

``process``  starts the zygote and keeps it running
``wire``     what front, zygote and worker say to each other
``zygote``   admits queries, hands them to workers, ends those past their limits
``loading``  the build that the zygote holds, and changing it for a newer one
``forked``   a worker as the zygote sees it
``worker``   runs queries within limits
"""
