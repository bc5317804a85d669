;;; flow-mode.el --- Major mode for Flow specifications  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Colours, comments and indentation for Flow, and the language server `flow lsp' with Eglot, which is a part of Emacs 29 and a
;; package for Emacs 28:
;;
;;   (add-to-list 'load-path "/path/to/flow/editors/emacs")
;;   (require 'flow-mode)
;;   (add-hook 'flow-mode-hook #'eglot-ensure)

;;; Code:

(require 'rx)

(defgroup flow nil
  "Flow specifications."
  :group 'languages)

(defcustom flow-program "flow"
  "The program that checks and formats specifications, and is the language server."
  :type 'string
  :group 'flow)

(defcustom flow-indent-offset 2
  "The columns of one level."
  :type 'natnum
  :safe #'natnump
  :group 'flow)

(defvar flow-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?_ "w" table)
    ;; An apostrophe is a part of a word: "the customer's card".
    (modify-syntax-entry ?' "w" table)
    ;; A sigil is a part of its name: what is completed and looked up is the symbol at point.
    (dolist (sigil '(?@ ?: ?# ?$))
      (modify-syntax-entry sigil "_" table))
    table)
  "The syntax of specifications.")

;; A name begins with a letter of any language, or a combining mark, which belongs to no class of letters in every version.
(defconst flow--name "[[:alnum:]_\u0300-\u036f]+"
  "A name without its sigil.")

(defun flow--words-after (line words)
  "A rule of colours: WORDS are keywords in lines that begin as LINE says.
Both are forms of `rx'.  In other lines, such as phrases, the words are plain."
  `(,(rx-to-string `(seq bol (* blank) ,line))
    (,(rx-to-string `(seq blank (group ,words) word-end)) (flow--line-end) nil (1 font-lock-keyword-face))))

(defun flow--line-end ()
  "Go to the beginning of the line, and return its end."
  (forward-line 0)
  (line-end-position))

(defconst flow-font-lock-keywords
  (let ((name flow--name))
    `(;; Headers, and their names.
      (,(rx bol (* blank) (group (or "system" "machine" "scenario" "test" "given" "expect" "uses" "rules" "assume" "with"
                                     (seq "with" (+ blank) (or "scenario" "given" "event" "context"))
                                     (seq "for" (+ blank) "scenario"))
                                 ":"))
       (1 font-lock-keyword-face))
      (,(rx bol (* blank) (or "system:" "scenario:" (seq "for" (+ blank) "scenario:")) (* blank) (group nonl (*? nonl)) (* blank) (or eol "//" "/*"))
       (1 font-lock-doc-face))
      ;; The words at which lines begin.
      (,(rx bol (* blank)
            (group (or "on>"
                       (seq (or "on" "emit" "with" "otherwise" "starts in" "ends in" "one for all" "one for each"
                                "for each" "when" "ignore" "defer" "reject" "start timer" "schedule" "cancel timer" "cancel"
                                "receive" "then" "after")
                            word-end))))
       (1 font-lock-keyword-face))
      ;; The words inside of lines that have them.
      ,(flow--words-after '(or "on>" (seq "on" (+ blank) (or ":" "entering" "leaving")))
                          '(or "from" "in any state except" "in any state" "in" "with" "entering" "leaving"))
      ,(flow--words-after '(seq (or "emit" "receive" "then" "after") (+ blank) ":") '(or "to a new" "to all" "to" "from" "with"))
      ,(flow--words-after '(seq (or "start timer" "schedule") blank) '(or "for" "every" "until" "with"))
      (,(rx blank (group (or (seq (or "moves" "transitions" "changes") " to") "enters")) (+ blank) "#") (1 font-lock-keyword-face))
      (,(concat "^[ \t]*\\$" name "\\(?::[ \t]*[^\n]*?\\)?[ \t]+"
                "\\(becomes\\|\\(?:in\\|de\\)creases by\\|adds\\|removes\\|clears\\|comes from\\)\\_>")
       (1 font-lock-keyword-face))
      (,(concat "\\$" name ":[ \t]*\\(string\\|number\\|integer\\|boolean\\|array\\|object\\|time\\|duration\\|one of\\)\\_>")
       (1 font-lock-type-face))
      (,(rx bol (* blank) (group (or "??" "?" "="))) (1 font-lock-builtin-face))
      ;; Names.
      (,(concat "@" name) (0 font-lock-type-face))
      (,(concat "\\(?:^\\|[ \t]\\)\\(:" name "\\)") (1 font-lock-function-name-face))
      (,(concat "#" name) (0 font-lock-constant-face))
      (,(concat "\\$" name "\\(?:\\." name "\\)*") (0 font-lock-variable-name-face))))
  "The colours of specifications.")

(defun flow--propertize (start end)
  "Make quotes between START and END plain where no text ends on their line."
  (goto-char start)
  (while (re-search-forward "\"\\(?:[^\"\\\n]\\|\\\\.\\)*\\(?:\\(\"\\)\\|\\\\?$\\)" end t)
    (unless (match-beginning 1)
      (put-text-property (match-beginning 0) (1+ (match-beginning 0)) 'syntax-table (string-to-syntax ".")))))

(defun flow-indent-line ()
  "Indent a line like the one above; again, by one level more or less."
  (interactive)
  (let* ((above (save-excursion
                  (forward-line 0)
                  (skip-chars-backward " \t\n")
                  (cons (current-indentation) (flow--opens-block-p))))
         (deeper (+ (car above) flow-indent-offset))
         (wanted (cond ((and (eq last-command this-command) (> (current-indentation) 0))
                        (- (current-indentation) flow-indent-offset))
                       ((cdr above) deeper)
                       (t (car above)))))
    (if (<= (current-column) (current-indentation))
        (indent-line-to (max 0 wanted))
      (save-excursion (indent-line-to (max 0 wanted))))))

(defun flow--opens-block-p ()
  "Whether the lines below this one are usually deeper."
  (save-excursion
    (forward-line 0)
    (looking-at-p (rx (* blank) (or "?" "on " "on> " "otherwise" "for " (seq (+ (not (any "\n:"))) ":" (* blank) eol)
                                    "machine:" "scenario:" "given:" "expect:" "rules:")))))

;;;###autoload
(define-derived-mode flow-mode prog-mode "Flow"
  "Major mode for Flow specifications."
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width flow-indent-offset)
  (setq-local indent-line-function #'flow-indent-line)
  (setq-local syntax-propertize-function #'flow--propertize)
  (setq-local font-lock-defaults '(flow-font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.flow\\'" . flow-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons 'flow-mode (lambda (&rest _) (list flow-program "lsp")))))

(provide 'flow-mode)
;;; flow-mode.el ends here
