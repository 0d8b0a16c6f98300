;;; flycheck-germane.el --- germane in flycheck  -*- lexical-binding: t; -*-

;; (require 'flycheck-germane)
;; (add-hook 'text-mode-hook #'flycheck-mode)

;;; Code:

(require 'flycheck)

(flycheck-define-checker germane
  "A linter for sales outreach: reads a draft as the customer will."
  :command ("germane" "check" "-" "--format" "unix" "--fail-on" "never"
            "--stdin-filename" (eval (or (buffer-file-name) "untitled.md")))
  :standard-input t
  :error-patterns
  ((error line-start (file-name) ":" line ":" column ": error: " (message (one-or-more not-newline)) " [" (id (one-or-more (any "a-z0-9-"))) "]" line-end)
   (warning line-start (file-name) ":" line ":" column ": warning: " (message (one-or-more not-newline)) " [" (id (one-or-more (any "a-z0-9-"))) "]" line-end)
   (info line-start (file-name) ":" line ":" column ": info: " (message (one-or-more not-newline)) " [" (id (one-or-more (any "a-z0-9-"))) "]" line-end))
  :modes (text-mode markdown-mode gfm-mode))

(add-to-list 'flycheck-checkers 'germane)

(provide 'flycheck-germane)
;;; flycheck-germane.el ends here
