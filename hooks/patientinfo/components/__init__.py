"""What every component needs: where it stands, links, style sheets and scripts."""
