#!/usr/bin/env bash
# A test holds the catalogues against gettext's msgfmt. Finds it, installs Debian's package when root, or says what to do.
command -v msgfmt >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing gettext from the distribution's packages, once."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gettext; } >/dev/null 2>&1 && exit 0
  echo "apt-get could not install gettext."
fi
echo "One test is left out: gettext is missing. Install it, for example: sudo apt-get install gettext"
