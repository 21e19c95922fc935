#!/usr/bin/env bash
# The leaflets hold the fonts they are printed with. Finds Noto for Georgian and Arabic, installs Debian's package when root, or says what to do.
set -u
found() { fc-list 2>/dev/null | grep -q "NotoSansGeorgian" && fc-list | grep -q "NotoNaskhArabic"; }
found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Noto's fonts from the distribution's packages, once."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig fonts-noto-core; } >/dev/null 2>&1 && found && exit 0
  echo "apt-get could not install fonts-noto-core."
fi
echo "The leaflets need fonts for Georgian and Arabic. Install them, for example: sudo apt-get install fontconfig fonts-noto-core"
exit 1
