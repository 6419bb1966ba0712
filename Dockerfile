# The app for others: see docs/deploy.md. Build: docker build -t credence .
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    CREDENCE_DATA_DIR=/var/lib/credence

RUN useradd --create-home credence \
    && install -d -o credence -g credence /var/lib/credence
WORKDIR /opt/credence

# What else it needs: --build-arg ALSO=distributed for a cluster (docs/scale.md).
ARG ALSO=""
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt "psycopg[binary]>=3.2" ${ALSO}

COPY app.py LICENSE ./
COPY .streamlit .streamlit
COPY credence credence
COPY models models
COPY pages pages
COPY data data
# Compiled once, here: the app starts faster, and its user may not write here.
RUN python -m compileall -q app.py credence models pages

USER credence
VOLUME /var/lib/credence
EXPOSE 8501
HEALTHCHECK --start-period=60s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=5)"]
CMD ["python", "-m", "credence", "serve", "--address", "0.0.0.0", "--port", "8501"]
