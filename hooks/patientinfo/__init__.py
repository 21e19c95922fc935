"""The core of the site: plain values in, plain values out. Nothing here imports MkDocs."""
