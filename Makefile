# fu: follow up on negotiations with plain text.  POSIX make; no configure step.

VERSION = 0.1.0

CC = cc
OPTIMIZE = -O2
CFLAGS = $(OPTIMIZE) $(SANITIZE)
STRICT = -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wconversion -Wshadow
CPPFLAGS = -Ilib -Icmd -DFU_VERSION='"$(VERSION)"'

PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DOCDIR = $(PREFIX)/share/doc/fu

PROGRAMS = fu-parse fu-due fu-recap fu-score

MAN = fu.7 fu.5 fu-parse.1

LIB = \
	lib/base/arena.o lib/base/buf.o lib/base/diag.o lib/base/names.o lib/base/near.o \
	lib/base/str.o lib/base/utf8.o \
	lib/value/calendar.o lib/value/date.o lib/value/money.o lib/value/period.o \
	lib/record/build.o lib/record/check.o lib/record/emit.o lib/record/fold.o lib/record/input.o \
	lib/record/lex.o lib/record/reader.o lib/record/record.o lib/record/scan.o \
	lib/record/schema.o \
	lib/book/audit.o lib/book/book.o lib/book/due.o lib/book/item.o lib/book/score.o \
	lib/draft/mail.o lib/draft/recap.o

CMD = cmd/cli.o cmd/fu-parse.o cmd/fu-due.o cmd/fu-recap.o cmd/fu-score.o

all: $(PROGRAMS)

.SUFFIXES: .c .o

.c.o:
	$(CC) $(STRICT) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# Headers are few and shared by nearly all: whoever changes one builds all.
$(LIB) $(CMD): lib/*/*.h cmd/cli.h Makefile

libfu.a: $(LIB)
	rm -f $@
	ar rc $@ $(LIB)

fu-parse: cmd/fu-parse.o cmd/cli.o libfu.a
fu-due: cmd/fu-due.o cmd/cli.o libfu.a
fu-recap: cmd/fu-recap.o cmd/cli.o libfu.a
fu-score: cmd/fu-score.o cmd/cli.o libfu.a
$(PROGRAMS):
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ cmd/$@.o cmd/cli.o libfu.a -lm

clean:
	rm -f $(PROGRAMS) libfu.a lib/*/*.o cmd/*.o

.PHONY: all clean
