# The production image: one for web, worker, beat and migrations (see docker-compose.yml).

FROM python:3.12-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements/runtime.lock /tmp/runtime.lock
RUN /opt/venv/bin/pip install --require-hashes --only-binary=:all: -r /tmp/runtime.lock

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin plumbline
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod
# Collecting static files reads no data, yet production's settings insist on every address: these lead nowhere, and are
# gone with this line.
RUN SECRET_KEY=unused ALLOWED_HOSTS=unused EMAIL_URL=consolemail:// \
    DATABASE_URL=postgres://nowhere/unused REDIS_URL=redis://nowhere \
    python manage.py collectstatic --no-input --verbosity 0
USER plumbline
EXPOSE 8000
CMD ["gunicorn", "--config", "python:config.serving", "--bind", "0.0.0.0:8000", "--access-logfile", "-", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "config.wsgi"]
