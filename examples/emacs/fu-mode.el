;;; fu-mode.el --- follow-up records of fu(5)  -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "26.1"))
;; Keywords: data, convenience

;;; Commentary:

;; A mode for *.fu files:
;;
;;   completion-at-point  types, keys, their values, +deals, @people, %ids
;;   flymake              findings of fu-parse -c while you type
;;   M-x compile          the same for the folder
;;   C-c C-d              today's date; with C-u the moment
;;
;; No word of the language stands here; all are asked of fu-parse.  In the init
;; file:
;;
;;   (require 'fu-mode)
;;   (add-hook 'fu-mode-hook #'flymake-mode)

;;; Code:

(require 'flymake)
(require 'seq)
(require 'subr-x)

(defgroup fu nil "Follow-up records." :group 'text)

(defcustom fu-parse-program "fu-parse"
  "The program that knows the language."
  :type 'string)

;; ---- fu-parse ---------------------------------------------------------------

(defun fu--run (input &rest arguments)
  "Lines that fu-parse prints with ARGUMENTS and INPUT; none where it is missing."
  (when (executable-find fu-parse-program)
    (let ((coding-system-for-read 'utf-8-unix) (coding-system-for-write 'utf-8-unix)
          (text (or input "")) (destination (list t nil)))
      (with-temp-buffer
        (save-excursion (insert text))
        (apply #'call-process-region (point-min) (point-max) fu-parse-program t destination nil
               arguments)
        (split-string (buffer-string) "\n" t)))))

(defun fu--rows (lines)
  "Tab-separated LINES, the first of them a head, as lists of columns."
  (mapcar (lambda (line) (split-string line "\t")) (cdr lines)))

(defvar fu--tables nil "What fu-parse -l printed: an alist by name.")

(defun fu--table (name)
  "The rows of the table that fu-parse -l NAME prints."
  (or (cdr (assoc name fu--tables))
      (let ((rows (fu--rows (fu--run nil "-l" name))))
        (push (cons name rows) fu--tables)
        rows)))

(defun fu--records (fields &rest options)
  "Rows of FIELDS of the records of this buffer and its folder.
The line that is being typed is left out."
  (save-restriction
    (widen)
    (fu--rows (apply #'fu--run (concat (buffer-substring (point-min) (line-beginning-position))
                                       (buffer-substring (line-end-position) (point-max)))
                     (append options (list "-o" "tsv" "-f" fields "-" (fu-folder)))))))

;; ---- the folder of a file ---------------------------------------------------

(defun fu--home-p (directory)
  "Is DIRECTORY one that may hold anything?"
  (member (file-name-as-directory directory) (list "/" (file-truename "~/"))))

(defun fu-folder ()
  "What to read along with this file.
$FU_DIR if the file stands in it; else the folder above its own if that holds
records too (people.fu beside acme/deal.fu), else its own.  In the home folder
the file alone."
  (let* ((file (file-truename (or buffer-file-name default-directory)))
         (own (file-name-directory file))
         (above (file-name-directory (directory-file-name own)))
         (top (getenv "FU_DIR")))
    (directory-file-name
     (cond ((and top (not (string= top "")) (file-in-directory-p file top)) (file-truename top))
           ((fu--home-p own) file)
           ((and (not (fu--home-p above)) (directory-files above nil "\\`[^.].*\\.fu\\'" t)) above)
           (t own)))))

(defun fu--neighbours ()
  "The other files of records in the file's folder, the nearest first.
That is its own, what stands in `fu-folder' and in the folders there; no more
than a command line holds."
  (let* ((file (file-truename (or buffer-file-name "")))
         (folder (fu-folder))
         (files (seq-mapcat #'file-expand-wildcards
                            (list (concat (fu--literal (file-name-directory file)) "*.fu")
                                  (concat (fu--literal folder) "/*.fu")
                                  (concat (fu--literal folder) "/*/*.fu")))))
    (seq-take (delete file (delete-dups (mapcar #'file-truename files))) 5000)))

(defun fu--literal (name)
  "NAME as a pattern that matches nothing else."
  (replace-regexp-in-string "[][*?\\\\]" "\\\\\\&" name))

;; ---- a record's head --------------------------------------------------------

(defconst fu--name "[[:alnum:]_.-]+")
(defconst fu--date "-\\|[0-9]\\{4\\}-[0-9][0-9]-[0-9][0-9]\\(?:T[0-9][0-9]:[0-9][0-9]\\)?")
(defconst fu--attribute "\\([a-z][a-z0-9-]*:\\)\\(\"\\(?:\\\\.\\|[^\"\\\n]\\)*\"\\|[^ \t\n/]\\S-*\\|/[^/ \t\n]?\\S-*\\)")

(defun fu--record-start ()
  "Go to the first line of the record at point."
  (beginning-of-line)
  (while (and (looking-at-p "[ \t]+[^ \t\n]") (not (bobp))
              (save-excursion (forward-line -1) (not (looking-at-p "[ \t]*\\(?:#.*\\)?$"))))
    (forward-line -1)))

(defun fu--record-end ()
  "Where the record at point ends."
  (save-excursion
    (forward-line 1)
    (while (and (looking-at-p "[ \t]+[^ \t\n]") (not (eobp)))
      (forward-line 1))
    (point)))

(defun fu--next-token (_limit)
  "Match the head's next token: 1 +deal, 2 %id, 3 @person, 4 key:, 5 value."
  (when (looking-at (concat "[ \t]*\\(?:\n?[ \t]+\\)\\(?:\\(\\+" fu--name "\\)\\|\\(%" fu--name "\\)\\|\\(@"
                            fu--name "\\)\\|" fu--attribute "\\)\\(?:[ \t]\\|$\\)"))
    (goto-char (or (match-end 1) (match-end 2) (match-end 3) (match-end 5)))))

;; ---- colours ----------------------------------------------------------------

(defun fu--type-face ()
  "The face of what stands where a type should, group 2 of the match."
  (let ((types (fu--table "types")) (word (match-string-no-properties 2)))
    (if (or (null types) (assoc word types) (string-prefix-p "x-" word))
        'font-lock-keyword-face
      'font-lock-warning-face)))

(defconst fu-font-lock-keywords
  `(("^#.*$" . font-lock-comment-face)
    ("^\\([<=>|]\\)\\1\\{6\\}\\(?: .*\\)?$" . font-lock-warning-face)
    (,(concat "^\\(?:\\(" fu--date "\\)[ \t]+\\)?\\([^- \t\n#<=>|0-9][^ \t\n]*\\)")
     (1 font-lock-constant-face nil t)
     (2 (fu--type-face))
     (fu--next-token (fu--record-end) nil
                     (1 font-lock-type-face nil t)
                     (2 font-lock-builtin-face nil t)
                     (3 font-lock-variable-name-face nil t)
                     (4 font-lock-function-name-face nil t)
                     (5 font-lock-string-face nil t))))
  "What `fu-mode' colours.")

(defvar font-lock-beg)
(defvar font-lock-end)

(defun fu--extend-region ()
  "Colour whole records: a head may go on in the next line."
  (let ((beg (save-excursion (goto-char font-lock-beg) (fu--record-start) (point)))
        (end (save-excursion (goto-char font-lock-end) (if (bolp) (point) (fu--record-end)))))
    (unless (and (= beg font-lock-beg) (= end font-lock-end))
      (setq font-lock-beg beg font-lock-end end)
      t)))

;; ---- completion -------------------------------------------------------------

(defun fu--head ()
  "The record before point taken apart, as a plist.
:date, :type and :deal as far as they stand there, :keys the names so far, :text
whether the text has begun, :token what is being typed, :piece what of it to
complete."
  (let* ((start (save-excursion (fu--record-start) (point)))
         (before (buffer-substring-no-properties start (point)))
         (rest before) date type keys text
         (deal (fu--deal-above start)))
    (while (string-match "\\`[ \t\n]*\\([a-z][a-z0-9-]*:\"\\(?:\\\\.\\|[^\"\\]\\)*\"\\|[^ \t\n]+\\)[ \t\n]" rest)
      (let ((token (match-string 1 rest)))
        (setq rest (substring rest (match-end 1)))
        (cond ((and (not type) (not date) (string-match-p "\\`\\(?:-\\'\\|[0-9]\\)" token)) (setq date token))
              ((not type) (setq type token))
              ((string-match-p "\\`\\+." token) (setq deal (substring token 1)))
              ((string-match "\\`\\([a-z][a-z0-9-]*\\):." token) (push (match-string 1 token) keys))
              ((not (string-match-p "\\`[%@]." token)) (setq text t)))))
    (let ((token (string-trim-left rest)))
      (list :date date :type type :deal deal :keys keys
            :text (or text (string-prefix-p "#" before))
            :token token
            :piece (if (string-match "\\`[a-z][a-z0-9-]*:" token)
                       (progn (string-match "[^:,]*\\'" token) (match-string 0 token))
                     token)))))

(defun fu--deal-above (start)
  "The deal of the nearest deal line above START."
  (save-excursion
    (goto-char start)
    (when (re-search-backward (concat "^\\(?:[^ \t\n]+[ \t]+\\)?deal[ \t].*?\\+\\(" fu--name "\\)") nil t)
      (match-string-no-properties 1))))

(defun fu--words (rows sigil)
  "ROWS of a name and what it means as candidates with SIGIL."
  (mapcar (lambda (row) (cons (concat sigil (car row)) (cadr row)))
          (sort (seq-uniq (seq-filter (lambda (row) (not (string= (car row) ""))) rows)
                          (lambda (a b) (string= (car a) (car b))))
                (lambda (a b) (string< (car a) (car b))))))

(defun fu--people () "People." (fu--words (fu--records "person,text" "-t" "who") "@"))
(defun fu--deals () "Deals." (fu--words (fu--records "deal,text" "-t" "deal") "+"))

(defun fu--rules (sigil)
  "Rules with SIGIL, those of the folder and those built in."
  (let ((built-in (fu--run nil "-l" "rules")))
    (fu--words (append (fu--records "id,text" "-t" "rule")
                       (fu--rows (fu--run (string-join built-in "\n") "-o" "tsv" "-f" "id,text")))
               sigil)))

(defun fu--names-id-p (type)
  "Does the %id of TYPE name something new?
It does where an id is needed, but for what becomes of an item."
  (let ((row (assoc type (fu--table "types"))))
    (and row (member "%id" (split-string (nth 1 row) " "))
         (not (string-prefix-p "what became" (nth 4 row))))))

(defun fu--deal-ids (deal)
  "Rows of id, type and text of what has an id in DEAL."
  (seq-filter (lambda (row) (fu--names-id-p (nth 1 row)))
              (mapcar #'cdr (seq-filter (lambda (row) (equal (car row) deal))
                                        (fu--records "deal,id,type,text")))))

(defun fu--ids (deal)
  "The ids of DEAL."
  (fu--words (mapcar (lambda (row) (list (car row) (concat (nth 1 row) ": " (nth 2 row))))
                     (fu--deal-ids deal))
             "%"))

(defun fu--next-id (type deal)
  "An id for a new TYPE: as its ids in DEAL so far, or its first letter, and the
number after the largest (p6 where there are p4 and p5.1)."
  (let* ((ids (fu--deal-ids deal))
         (mine (seq-filter (lambda (row) (and (string= (nth 1 row) type)
                                              (string-match-p "\\`[[:alpha:]]+[0-9]" (car row))))
                           ids))
         (last (car (car (last mine))))
         (stem (if last (progn (string-match "\\`[[:alpha:]]+" last) (match-string 0 last))
                 (substring type 0 1)))
         (n 0))
    (dolist (row ids)
      (when (string-match (concat "\\`" stem "\\([0-9]+\\)") (car row))
        (setq n (max n (string-to-number (match-string 1 (car row)))))))
    (list (cons (format "%%%s%d" stem (1+ n)) (concat "a new " type)))))

(defun fu--types (date)
  "The types that people write, and today's date unless there is a DATE."
  (append (unless date (list (cons (format-time-string "%Y-%m-%d") "today")))
          (delq nil (mapcar (lambda (row) (unless (equal (nth 4 row) "derived")
                                            (cons (car row) (nth 3 row))))
                            (fu--table "types")))))

(defun fu--keys (type taken)
  "The keys of TYPE but those TAKEN, the needed ones first."
  (let ((rows (seq-filter (lambda (row) (and (equal (car row) type) (not (member (nth 1 row) taken))
                                             (not (equal (nth 1 row) "at"))))
                          (fu--table "keys"))))
    (mapcar (lambda (row) (cons (concat (nth 1 row) ":") (concat (nth 2 row) ", " (nth 3 row))))
            (append (seq-filter (lambda (row) (equal (nth 2 row) "must")) rows)
                    (seq-remove (lambda (row) (equal (nth 2 row) "must")) rows)))))

(defun fu--values (type key deal)
  "Values of KEY in a TYPE of DEAL."
  (let ((kind (nth 3 (seq-find (lambda (row) (and (equal (car row) type) (equal (nth 1 row) key)))
                               (fu--table "keys")))))
    (cond ((null kind) nil)
          ((equal kind "item") (fu--ids deal))
          ((member kind '("person" "audience")) (fu--people))
          ((equal key "rule") (fu--rules ""))
          (t (let ((row (assoc kind (fu--table "kinds"))))
               (unless (equal (nth 1 row) "-")
                 (mapcar (lambda (word) (cons word (nth 2 row))) (split-string (nth 1 row) " "))))))))

(defun fu--candidates (head)
  "What may stand at the end of HEAD: pairs of a word and what it means."
  (let ((token (plist-get head :token)) (type (plist-get head :type)) (deal (plist-get head :deal)))
    (cond ((plist-get head :text) nil)
          ((null type) (fu--types (plist-get head :date)))
          ((string-prefix-p "+" token) (fu--deals))
          ((string-prefix-p "@" token) (fu--people))
          ((and (string-prefix-p "%" token) (equal type "rule")) (fu--rules "%"))
          ((string-prefix-p "%" token)
           (if (fu--names-id-p type) (fu--next-id type deal) (fu--ids deal)))
          ((string-match "\\`\\([a-z][a-z0-9-]*\\):" token) (fu--values type (match-string 1 token) deal))
          (t (fu--keys type (plist-get head :keys))))))

(defun fu-completion-at-point ()
  "For `completion-at-point-functions'."
  (let* ((head (fu--head)) (candidates (fu--candidates head)))
    (when candidates
      (list (- (point) (length (plist-get head :piece))) (point) candidates
            :annotation-function (lambda (word) (let ((meaning (cdr (assoc word candidates))))
                                                  (and meaning (concat "  " meaning))))
            :exclusive 'no))))

;; ---- flymake ----------------------------------------------------------------

(defun fu--position (line column)
  "The position of the byte COLUMN of LINE."
  (save-excursion
    (save-restriction
      (widen)
      (goto-char (point-min))
      (forward-line (1- line))
      (let* ((bytes (encode-coding-string (buffer-substring-no-properties (point) (line-end-position))
                                          'utf-8-unix))
             (before (substring bytes 0 (min (1- column) (length bytes)))))
        (+ (point) (length (decode-coding-string before 'utf-8-unix)))))))

(defun fu--diagnostics (source output)
  "Flymake's diagnostics of the buffer SOURCE from OUTPUT of fu-parse -c."
  (let (found)
    (with-temp-buffer
      (insert output)
      (goto-char (point-min))
      (while (re-search-forward "^<stdin>:\\([0-9]+\\):\\([0-9]+\\): \\(error\\|warning\\|note\\): \\(.*\\)$" nil t)
        (let ((line (string-to-number (match-string 1))) (column (string-to-number (match-string 2)))
              (level (match-string 3)) (message (match-string 4)))
          (with-current-buffer source
            (let* ((beg (fu--position line column))
                   (end (save-excursion (goto-char beg) (skip-chars-forward "^ \t\n") (point))))
              (push (flymake-make-diagnostic
                     source (if (= beg end) (max (point-min) (1- beg)) beg) end
                     (pcase level ("error" :error) ("warning" :warning) (_ :note))
                     message)
                    found))))))
    (nreverse found)))

(defvar-local fu--process nil "The check that runs.")

(defun fu-flymake (report &rest _)
  "A flymake backend: fu-parse -c on this text and its neighbours, for REPORT."
  (unless (executable-find fu-parse-program)
    (error "Cannot find %s" fu-parse-program))
  (when (process-live-p fu--process)
    (kill-process fu--process))
  (save-restriction
    (widen)
    (let ((source (current-buffer)))
      (setq fu--process
            (make-process
             :name "fu-flymake" :noquery t :connection-type 'pipe :coding 'utf-8-unix
             :buffer (generate-new-buffer " *fu-flymake*")
             :command (append (list fu-parse-program "-c" "-") (fu--neighbours))
             :sentinel
             (lambda (process _event)
               (unless (process-live-p process)
                 (unwind-protect
                     (when (and (buffer-live-p source)
                                (eq process (buffer-local-value 'fu--process source)))
                       (funcall report
                                (fu--diagnostics source (with-current-buffer (process-buffer process)
                                                          (buffer-string)))))
                   (kill-buffer (process-buffer process)))))))
      (process-send-region fu--process (point-min) (point-max))
      (process-send-eof fu--process))))

;; ---- the mode ---------------------------------------------------------------

(defun fu-insert-date (&optional moment)
  "Insert today's date, with a prefix argument MOMENT the time too."
  (interactive "P")
  (insert (format-time-string (if moment "%Y-%m-%dT%H:%M" "%Y-%m-%d"))))

(defvar fu-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-d") #'fu-insert-date)
    map)
  "Keys of `fu-mode'.")

;;;###autoload
(define-derived-mode fu-mode text-mode "Fu"
  "Follow-up records, one a line: DATE TYPE +DEAL %ID @PERSON KEY:VALUE TEXT."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "^#+[ \t]*")
  (setq-local font-lock-defaults '(fu-font-lock-keywords t))
  (setq-local font-lock-multiline t)
  (add-hook 'font-lock-extend-region-functions #'fu--extend-region nil t)
  (add-hook 'completion-at-point-functions #'fu-completion-at-point nil t)
  (add-hook 'flymake-diagnostic-functions #'fu-flymake nil t)
  (setq-local compile-command
              (concat fu-parse-program " -c " (shell-quote-argument (fu-folder)))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.fu\\'" . fu-mode))

(provide 'fu-mode)

;;; fu-mode.el ends here
