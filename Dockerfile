# The dashboard with a browser for its pictures. seeds/ may be mounted over; nothing else is written to.
FROM python:3.11-slim-bookworm

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends chromium fonts-noto-core \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/figures
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY .streamlit .streamlit
COPY dashboard dashboard
COPY data data
COPY seeds seeds

RUN useradd --create-home --uid 1000 figures
USER 1000

EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]

# Inside a container the outside is the container's own network; publish the port to a proxy only.
CMD ["streamlit", "run", "dashboard/app.py", "--server.address", "0.0.0.0", "--server.port", "8501"]
