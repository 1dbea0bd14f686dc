"""The desk: REST API and local web application over one record. FastAPI is imported only in here."""
