# env.sh: what the tests run in, whoever runs them; to be sourced.
# shellcheck shell=sh

unset CDPATH FU_ME FU_DIR FU_TEMPLATES NO_COLOR POSIXLY_CORRECT LANGUAGE MAKEFLAGS MFLAGS MAKELEVEL
export LC_ALL=C.UTF-8 TZ=UTC FU_NOW=2025-07-16
