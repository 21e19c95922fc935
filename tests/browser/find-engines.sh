#!/usr/bin/env bash
# The long tests open the site in Firefox and WebKit, too. Finds them, installs Debian's packages when root, or says what to do.
set -u
found() {
  command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || return 1
  command -v WebKitWebDriver >/dev/null 2>&1 && command -v Xvfb >/dev/null 2>&1 && ls /usr/lib/*/webkit2gtk-*/MiniBrowser >/dev/null 2>&1
}
found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Firefox and WebKit from the distribution's packages, once."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends firefox-esr webkit2gtk-driver xvfb; } >/dev/null 2>&1 && found && exit 0
  echo "apt-get could not install firefox-esr, webkit2gtk-driver and xvfb."
fi
echo "The long tests need Firefox and WebKit. Install them, for example: sudo apt-get install firefox-esr webkit2gtk-driver xvfb"
exit 1
