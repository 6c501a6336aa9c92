# fu: following up on negotiations in plain text.  POSIX make; nothing to configure.

VERSION = 0.1.0

CC = cc
OPTIMIZE = -O3
CFLAGS = $(OPTIMIZE)
STRICT = -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wconversion -Wshadow
CPPFLAGS = -Ilib -Icmd -DFU_VERSION='"$(VERSION)"'

# SAN=1: address and undefined-behaviour sanitizers.
SANITIZE_1 = -g -fsanitize=address,undefined -fno-sanitize-recover=all
SANITIZE = $(SANITIZE_$(SAN))

PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DOCDIR = $(PREFIX)/share/doc/fu

PROGRAMS = fu-parse fu-due fu-recap fu-score fu-log fu-merge
CMD = cmd/cli.o cmd/fu-parse.o cmd/fu-due.o cmd/fu-recap.o cmd/fu-score.o cmd/fu-log.o cmd/fu-merge.o
LIB = \
	lib/base/arena.o lib/base/buf.o lib/base/diag.o lib/base/names.o lib/base/near.o \
	lib/base/str.o lib/base/utf8.o \
	lib/value/calendar.o lib/value/date.o lib/value/money.o lib/value/period.o \
	lib/value/when.o \
	lib/record/build.o lib/record/check.o lib/record/emit.o lib/record/file.o lib/record/fold.o \
	lib/record/input.o lib/record/kind.o lib/record/lex.o lib/record/quote.o \
	lib/record/reader.o lib/record/record.o lib/record/scan.o lib/record/schema.o lib/record/seen.o \
	lib/book/audit.o lib/book/book.o lib/book/due.o lib/book/item.o lib/book/people.o \
	lib/book/score.o lib/book/capture.o lib/book/ids.o \
	lib/book/decide.o lib/book/match.o lib/book/merge.o lib/book/piece.o \
	lib/book/renumber.o lib/book/weave.o \
	lib/draft/mail.o lib/draft/recap.o
SECTION_1 = fu-log.1 fu-merge.1 fu-due.1 fu-parse.1 fu-recap.1 fu-score.1

all: $(PROGRAMS)

.SUFFIXES: .c .o
.c.o:
	$(CC) $(STRICT) $(CPPFLAGS) $(CFLAGS) $(SANITIZE) -c -o $@ $<

# Headers are few, and most are used by most: who changes one builds all.
$(LIB) $(CMD): lib/*/*.h cmd/cli.h Makefile

libfu.a: $(LIB)
	rm -f $@
	$(AR) -rc $@ $(LIB)

fu-parse: cmd/fu-parse.o
fu-due: cmd/fu-due.o
fu-recap: cmd/fu-recap.o
fu-score: cmd/fu-score.o
fu-log: cmd/fu-log.o
fu-merge: cmd/fu-merge.o
$(PROGRAMS): cmd/cli.o libfu.a
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ cmd/$@.o cmd/cli.o libfu.a -lm

# The main job on the example deals: what is due, a recap drafted, the scores.
demo: all
	@sh examples/demo.sh

check: all
	@SAN=$(SAN) sh tests/run.sh

lint: all
	@sh tests/lint.sh

bench: all
	@sh tests/bench/bench.sh

install: all
	mkdir -p $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(MANDIR)/man5 \
	    $(DESTDIR)$(MANDIR)/man7 $(DESTDIR)$(DOCDIR)
	for f in $(PROGRAMS); do cp -f $$f $(DESTDIR)$(BINDIR) && chmod 755 $(DESTDIR)$(BINDIR)/$$f || exit 1; done
	for f in $(SECTION_1); do cp -f man/$$f $(DESTDIR)$(MANDIR)/man1 || exit 1; done
	cp -f man/fu.5 $(DESTDIR)$(MANDIR)/man5
	cp -f man/fu.7 $(DESTDIR)$(MANDIR)/man7
	cp -Rf README.md LICENSE examples $(DESTDIR)$(DOCDIR)

uninstall:
	for f in $(PROGRAMS); do rm -f $(DESTDIR)$(BINDIR)/$$f; done
	for f in $(SECTION_1); do rm -f $(DESTDIR)$(MANDIR)/man1/$$f; done
	rm -f $(DESTDIR)$(MANDIR)/man5/fu.5 $(DESTDIR)$(MANDIR)/man7/fu.7
	rm -rf $(DESTDIR)$(DOCDIR)

clean:
	rm -f $(PROGRAMS) libfu.a lib/*/*.o cmd/*.o
	rm -rf tests/build

.PHONY: all demo check lint bench install uninstall clean
