# fu: following up on negotiations in plain text.  POSIX make; nothing to configure.

VERSION = 0.1.0

CC = cc
OPTIMIZE = -O3 -fno-math-errno
CFLAGS = $(OPTIMIZE)
THREADS = -pthread
STRICT = -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wconversion -Wshadow
CPPFLAGS =
OWN = -Ilib -Icmd -DFU_VERSION='"$(VERSION)"'

# SAN=1: address and undefined-behaviour sanitizers.
SANITIZE_1 = -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all
SANITIZE = $(SANITIZE_$(SAN))

PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DOCDIR = $(PREFIX)/share/doc/fu
DATADIR = $(PREFIX)/share/fu
VIMDIR = $(PREFIX)/share/vim/vimfiles
EMACSDIR = $(PREFIX)/share/emacs/site-lisp
BASHDIR = $(PREFIX)/share/bash-completion/completions
ZSHDIR = $(PREFIX)/share/zsh/site-functions
FISHDIR = $(PREFIX)/share/fish/vendor_completions.d

PROGRAMS = fu-parse fu-due fu-recap fu-score fu-log fu-merge fu-cal fu-mail
COMMON = cmd/cli.o cmd/clock.o cmd/gather.o cmd/sandbox.o cmd/select.o
CMD = $(COMMON) cmd/fu-parse.o cmd/fu-due.o cmd/fu-recap.o cmd/fu-score.o \
	cmd/fu-log.o cmd/fu-merge.o cmd/fu-cal.o cmd/fu-mail.o
LIB = \
	lib/base/arena.o lib/base/buf.o lib/base/crew.o lib/base/diag.o lib/base/groups.o \
	lib/base/keyed.o lib/base/names.o lib/base/near.o lib/base/plain.o lib/base/str.o \
	lib/base/utf8.o lib/base/width.o \
	lib/value/calendar.o lib/value/date.o lib/value/money.o lib/value/period.o \
	lib/value/recur.o lib/value/when.o \
	lib/record/build.o lib/record/check.o lib/record/emit.o lib/record/fault.o \
	lib/record/file.o lib/record/fold.o lib/record/input.o lib/record/kind.o \
	lib/record/lanes.o lib/record/lex.o lib/record/quote.o lib/record/reader.o \
	lib/record/record.o lib/record/scan.o lib/record/schema.o lib/record/seen.o \
	lib/record/token.o \
	lib/book/alike.o lib/book/answer.o lib/book/audit.o lib/book/book.o \
	lib/book/calibration.o lib/book/called.o lib/book/capture.o lib/book/caseorder.o \
	lib/book/cases.o lib/book/cells.o lib/book/claims.o lib/book/clear.o \
	lib/book/condition.o lib/book/contacts.o lib/book/decide.o lib/book/define.o \
	lib/book/drafts.o lib/book/due.o lib/book/duedeal.o lib/book/dueline.o lib/book/duty.o \
	lib/book/elsewhere.o lib/book/escalate.o lib/book/eye.o lib/book/facts.o \
	lib/book/finding.o lib/book/follow.o lib/book/forecast.o lib/book/health.o \
	lib/book/holds.o lib/book/ids.o lib/book/item.o lib/book/join.o lib/book/judge.o \
	lib/book/keep.o lib/book/lessons.o lib/book/lines.o lib/book/match.o lib/book/merge.o \
	lib/book/order.o lib/book/owed.o lib/book/people.o lib/book/piece.o lib/book/position.o \
	lib/book/readiness.o lib/book/ready.o lib/book/reliability.o lib/book/renamed.o \
	lib/book/renumber.o lib/book/resolve.o lib/book/review.o lib/book/rewrite.o \
	lib/book/rule.o lib/book/rules.o lib/book/ruletext.o lib/book/score.o \
	lib/book/signals.o lib/book/slip.o lib/book/stage.o lib/book/stats.o lib/book/trigger.o \
	lib/book/watch.o lib/book/weave.o \
	lib/draft/agenda.o lib/draft/asks.o lib/draft/charset.o lib/draft/chart.o \
	lib/draft/field.o lib/draft/fullname.o lib/draft/html.o lib/draft/ical.o \
	lib/draft/icalread.o lib/draft/inner.o lib/draft/kinds.o lib/draft/library.o \
	lib/draft/lint.o lib/draft/lists.o lib/draft/mail.o lib/draft/mailbook.o \
	lib/draft/mailfield.o lib/draft/mailread.o lib/draft/mailword.o lib/draft/mustache.o \
	lib/draft/natural.o lib/draft/notes.o lib/draft/part.o lib/draft/picture.o \
	lib/draft/recap.o lib/draft/root.o lib/draft/scene.o lib/draft/sheet.o \
	lib/draft/sight.o lib/draft/since.o lib/draft/subject.o lib/draft/svg.o lib/draft/tag.o \
	lib/draft/talks.o lib/draft/template.o lib/draft/timeline.o lib/draft/view.o \
	lib/draft/voices.o lib/draft/words.o
VIM = autoload/fu.vim compiler/fu.vim ftdetect/fu.vim ftplugin/fu.vim syntax/fu.vim
# Not all that is there: the walk in README.md makes a folder of its own.
EXAMPLES = calendar completions deals demo.sh emacs git import mail pipelines vim
PAGES = fu-cal.1 fu-due.1 fu-log.1 fu-mail.1 fu-merge.1 fu-parse.1 fu-recap.1 fu-score.1 \
	fu.5 fu-templates.5 fu.7

all: $(PROGRAMS)

.SUFFIXES: .c .o
.c.o:
	$(CC) $(STRICT) $(OWN) $(CPPFLAGS) $(CFLAGS) $(THREADS) $(SANITIZE) -c -o $@ $<

# The built-in rules as C, line by line.
lib/book/rules.c: lib/book/rules.fu
	{ echo '/* Made from rules.fu. */'; echo '/* clang-format off */'; echo '#include "book/rule.h"'; \
	echo 'const char *const rules_builtin[] = {'; \
	sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n",/' lib/book/rules.fu; \
	echo '};'; \
	echo 'const size_t rules_nbuiltin = sizeof(rules_builtin) / sizeof(*rules_builtin);'; \
	} >$@.new && mv $@.new $@

# Headers are few, and most are used by most: who changes one builds all.
$(LIB) $(CMD): lib/*/*.h cmd/*.h Makefile

# The templates of letters as C, and how their subjects begin.
lib/draft/library.o: lib/draft/builtin.inc
lib/draft/builtin.inc: lib/draft/builtin.sh lib/draft/templates/*.mustache
	sh lib/draft/builtin.sh lib/draft/templates >$@.new
	mv $@.new $@

lib/draft/subject.o: lib/draft/begins.inc
lib/draft/begins.inc: lib/draft/begins.sh lib/draft/templates/*.mustache
	sh lib/draft/begins.sh lib/draft/templates >$@.new
	mv $@.new $@

libfu.a: $(LIB)
	rm -f $@
	$(AR) -rc $@ $(LIB)

fu-parse: cmd/fu-parse.o
fu-due: cmd/fu-due.o
fu-recap: cmd/fu-recap.o
fu-score: cmd/fu-score.o
fu-log: cmd/fu-log.o
fu-merge: cmd/fu-merge.o
fu-cal: cmd/fu-cal.o
fu-mail: cmd/fu-mail.o
$(PROGRAMS): $(COMMON) libfu.a
	$(CC) $(CFLAGS) $(THREADS) $(SANITIZE) $(LDFLAGS) -o $@ cmd/$@.o $(COMMON) libfu.a -lm

# The main job on the example deals: what is due, a recap drafted, the scores.
demo: all
	@sh examples/demo.sh

check: all
	@SAN=$(SAN) sh tests/run.sh

# Each target for SECONDS, with clang.
SECONDS = 60
fuzz:
	@sh tests/fuzz/fuzz.sh $(SECONDS)

# Which statements of lib the tests reach.
cover:
	@sh tests/cover.sh $(QUICK)

lint: all
	@sh tests/lint.sh

# What tests/bench/README.md says; bench-results keeps the result there.
bench: all
	@CC="$(CC)" sh tests/bench/bench.sh

bench-results: all
	@CC="$(CC)" sh tests/bench/bench.sh -k

# Instructions a record against a baseline, which bench-baseline writes anew.
bench-check: all
	@CC="$(CC)" CFLAGS="$(CFLAGS)" sh tests/bench/count.sh -c

bench-baseline: all
	@CC="$(CC)" CFLAGS="$(CFLAGS)" sh tests/bench/count.sh -w

# Readable for all, whatever the umask and the modes of the source.
OPEN = chmod -R u=rwX,go=rX

install: all install-editors install-completions
	umask 022 && mkdir -p $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(MANDIR)/man5 \
	    $(DESTDIR)$(MANDIR)/man7 $(DESTDIR)$(DOCDIR)/examples
	for f in $(PROGRAMS); do cp -f $$f $(DESTDIR)$(BINDIR) && chmod 755 $(DESTDIR)$(BINDIR)/$$f || exit 1; done
	for f in $(PAGES); do \
	    cp -f man/$$f $(DESTDIR)$(MANDIR)/man$${f##*.} && $(OPEN) $(DESTDIR)$(MANDIR)/man$${f##*.}/$$f || exit 1; done
	cp -f README.md LICENSE $(DESTDIR)$(DOCDIR)
	for f in $(EXAMPLES); do cp -Rf examples/$$f $(DESTDIR)$(DOCDIR)/examples || exit 1; done
	$(OPEN) $(DESTDIR)$(DOCDIR)

install-editors:
	umask 022 && for f in $(VIM); do \
	    mkdir -p $(DESTDIR)$(VIMDIR)/$${f%/*} && cp -f examples/vim/$$f $(DESTDIR)$(VIMDIR)/$$f && \
	    $(OPEN) $(DESTDIR)$(VIMDIR)/$$f || exit 1; done
	umask 022 && mkdir -p $(DESTDIR)$(EMACSDIR)
	cp -f examples/emacs/fu-mode.el $(DESTDIR)$(EMACSDIR) && $(OPEN) $(DESTDIR)$(EMACSDIR)/fu-mode.el

# bash and fish look for a file of the command's name; each is told where
# words.sh is.
install-completions:
	umask 022 && mkdir -p $(DESTDIR)$(DATADIR) $(DESTDIR)$(BASHDIR) $(DESTDIR)$(ZSHDIR) $(DESTDIR)$(FISHDIR)
	cp -f examples/completions/words.sh $(DESTDIR)$(DATADIR)
	sed 's|^_fu_words=.*|_fu_words=$(DATADIR)/words.sh|' examples/completions/fu.bash >$(DESTDIR)$(DATADIR)/fu.bash
	sed 's|^helper=.*|helper=$(DATADIR)/words.sh|' examples/completions/_fu >$(DESTDIR)$(ZSHDIR)/_fu
	sed 's|^set -g __fu_words .*|set -g __fu_words $(DATADIR)/words.sh|' examples/completions/fu.fish >$(DESTDIR)$(DATADIR)/fu.fish
	$(OPEN) $(DESTDIR)$(DATADIR) $(DESTDIR)$(ZSHDIR)/_fu
	for p in $(PROGRAMS); do \
	    ln -sf $(DATADIR)/fu.bash $(DESTDIR)$(BASHDIR)/$$p && \
	    ln -sf $(DATADIR)/fu.fish $(DESTDIR)$(FISHDIR)/$$p.fish || exit 1; done

uninstall:
	for f in $(PROGRAMS); do \
	    rm -f $(DESTDIR)$(BINDIR)/$$f $(DESTDIR)$(BASHDIR)/$$f $(DESTDIR)$(FISHDIR)/$$f.fish; done
	for f in $(PAGES); do rm -f $(DESTDIR)$(MANDIR)/man$${f##*.}/$$f; done
	for f in $(VIM); do rm -f $(DESTDIR)$(VIMDIR)/$$f; done
	rm -f $(DESTDIR)$(EMACSDIR)/fu-mode.el $(DESTDIR)$(ZSHDIR)/_fu
	rm -rf $(DESTDIR)$(DOCDIR) $(DESTDIR)$(DATADIR)

clean:
	rm -f $(PROGRAMS) libfu.a lib/*/*.o cmd/*.o lib/book/rules.c lib/draft/*.inc
	rm -rf tests/build

.PHONY: all demo check fuzz cover lint bench bench-results bench-check bench-baseline install install-editors install-completions uninstall clean
