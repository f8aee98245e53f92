"""What stands behind `./run`: a real PostgreSQL and a real Valkey from wheels, for demo, development and tests.

Production never imports it (docker-compose.yml is production's shape). Of the project, only config.urls knows it, for
the demo's page of mails. Modules that run before the packages are installed (cli, install, processes, state, stopping,
watchdog) use the standard library alone.
"""
