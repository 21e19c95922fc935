#!/usr/bin/env bash
# The browser tests need a Chromium. Finds one, installs Debian's package when root, or says what to do.
set -u
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium from the distribution's packages, once."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 && exit 0
  echo "apt-get could not install chromium."
fi
echo "The browser tests need Chromium. Install it, for example: sudo apt-get install chromium"
echo "Or name another one: CHROMIUM=/path/to/chrome make test"
exit 1
