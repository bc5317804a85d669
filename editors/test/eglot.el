;;; eglot.el --- Drives `flow lsp' in Emacs  -*- lexical-binding: t; -*-

;;; Commentary:

;; FLOW=path/to/flow emacs --batch -L ../emacs -l eglot.el

;;; Code:

(require 'cl-lib)
(when (fboundp 'package-initialize) (package-initialize))
(require 'eglot)
(require 'flow-mode)
(require 'flymake)

(defun flow-test-wait (what condition)
  "Wait until CONDITION holds; fail with WHAT after some seconds."
  (let ((end (+ (float-time) 15)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (error "Timeout: %s" what))
      (accept-process-output nil 0.1))))

(defun flow-test-color (text face)
  "Fail unless the next place of TEXT has FACE."
  (search-forward text)
  (let ((found (get-text-property (match-beginning 0) 'face)))
    (unless (eq found face)
      (error "'%s' has the face %s, not %s" text found face))))

(let* ((here (file-name-directory load-file-name))
       (folder (make-temp-file "flow-emacs-" t))
       (file (expand-file-name "order.flow" folder))
       (eglot-sync-connect 10)
       (eglot-connect-timeout 10)
       (eglot-autoshutdown t))
  (copy-file (expand-file-name "order.flow" here) file)
  (setq flow-program (or (getenv "FLOW") "flow"))
  (find-file file)
  (cl-assert (eq major-mode 'flow-mode))
  (font-lock-ensure)
  (goto-char (point-min))
  (dolist (colored '(("machine" font-lock-keyword-face) ("@order" font-lock-type-face) ("starts in" font-lock-keyword-face)
                     ("#idle" font-lock-constant-face) ("buy" font-lock-doc-face) (":checkout" font-lock-function-name-face)
                     ("from" font-lock-keyword-face) ("$total" font-lock-variable-name-face) ("number" font-lock-type-face)
                     ("becomes" font-lock-keyword-face) ("to" font-lock-keyword-face) ("with" font-lock-keyword-face)
                     ("moves to" font-lock-keyword-face) ("in #payed" nil)))
    (flow-test-color (car colored) (cadr colored)))
  (apply #'eglot--connect (eglot--guess-contact))
  (eglot--maybe-activate-editing-mode)
  (flymake-mode 1)
  (flow-test-wait "a finding"
                  (lambda ()
                    (flymake-start)
                    (flymake-diagnostics)))
  (cl-assert (string-match-p "#payed" (flymake-diagnostic-text (car (flymake-diagnostics)))))
  (goto-char (point-min))
  (search-forward "$to")
  (eglot-rename "sum")
  (cl-assert (save-excursion (goto-char (point-min)) (search-forward "with total: $sum")))
  (goto-char (point-min))
  (search-forward "#payed")
  (replace-match "#paid")
  (eglot--signal-textDocument/didChange)
  (flow-test-wait "no finding"
                  (lambda ()
                    (flymake-start)
                    (null (flymake-diagnostics))))
  ;; A name that is begun, with its sigil, is completed, and chosen.
  (goto-char (point-max))
  (insert "  scenario: again\n    on :charged from @bank\n      order moves to #wa\n")
  (backward-char)
  (eglot--signal-textDocument/didChange)
  (pcase-let* ((`(,start ,end ,table . ,more) (eglot-completion-at-point))
               (found (all-completions (buffer-substring start end) table)))
    (cl-assert (equal (buffer-substring start end) "#wa"))
    (cl-assert (member "#waiting" found) nil "completions: %S" found)
    (let ((chosen (car (member "#waiting" found))))
      (delete-region start end)
      (insert chosen)
      (funcall (plist-get more :exit-function) chosen 'finished)))
  (cl-assert (save-excursion (forward-line 0) (looking-at-p "      order moves to #waiting$")))
  ;; A sign after a word of the language does not change its colour.
  (insert "\n      emit :charge to @bank\n        with:\n")
  (font-lock-ensure)
  (search-backward "with")
  (cl-assert (eq (get-text-property (point) 'face) 'font-lock-keyword-face))
  ;; A broken line leaves the next one alone, and words of the language in a phrase are words.
  (goto-char (point-max))
  (insert "\n      emit \"never ends {$\n      on on :: from from @\n      emit :again to @bank\n      letter from the bank to us\n")
  (font-lock-ensure)
  (search-backward "emit :again")
  (dolist (colored '(("emit" font-lock-keyword-face) (":again" font-lock-function-name-face) ("to" font-lock-keyword-face)
                     ("@bank" font-lock-type-face) ("from" nil) ("to" nil)))
    (flow-test-color (car colored) (cadr colored)))
  ;; Lines are indented like the one above; below a handler, deeper.
  (goto-char (point-max))
  (insert "  on> :cancel from @customer\n")
  (flow-indent-line)
  (cl-assert (= (current-indentation) 4))
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server))
  (message "emacs: all passed"))

;;; eglot.el ends here
