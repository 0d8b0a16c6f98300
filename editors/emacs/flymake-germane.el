;;; flymake-germane.el --- germane in flymake  -*- lexical-binding: t; -*-

;; (require 'flymake-germane)
;; (add-hook 'text-mode-hook #'flymake-germane-setup)

;;; Code:

(require 'flymake)

(defvar flymake-germane-command "germane" "The program.")
(defvar-local flymake-germane--process nil)

(defconst flymake-germane--line "^[^\n]+?:\\([0-9]+\\):\\([0-9]+\\): \\(error\\|warning\\|info\\): \\(.*\\)$")

(defun flymake-germane (report &rest _)
  "Pipe the buffer through germane and give what it says to REPORT."
  (when (process-live-p flymake-germane--process)
    (kill-process flymake-germane--process))
  (let ((source (current-buffer))
        (name (or (buffer-file-name) "untitled.md")))
    (setq flymake-germane--process
          (make-process
           :name "germane" :noquery t :connection-type 'pipe
           :buffer (generate-new-buffer " *germane*")
           :command (list flymake-germane-command "check" "-" "--format" "unix" "--stdin-filename" name)
           :sentinel
           (lambda (process _)
             (when (memq (process-status process) '(exit signal))
               (when (and (buffer-live-p source)
                          (with-current-buffer source (eq process flymake-germane--process)))
                 (funcall report (flymake-germane--read process source)))
               (kill-buffer (process-buffer process))))))
    (process-send-region flymake-germane--process (point-min) (point-max))
    (process-send-eof flymake-germane--process)))

(defun flymake-germane--read (process source)
  "Diagnostics of SOURCE from what PROCESS wrote."
  (let (found)
    (with-current-buffer (process-buffer process)
      (goto-char (point-min))
      (while (re-search-forward flymake-germane--line nil t)
        (let* ((line (string-to-number (match-string 1)))
               (column (string-to-number (match-string 2)))
               (type (cdr (assoc (match-string 3) '(("error" . :error) ("warning" . :warning) ("info" . :note)))))
               (message (match-string 4))
               (region (flymake-diag-region source line column)))
          (push (flymake-make-diagnostic source (car region) (cdr region) type message) found))))
    (nreverse found)))

;;;###autoload
(defun flymake-germane-setup ()
  "Check this buffer with germane."
  (add-hook 'flymake-diagnostic-functions #'flymake-germane nil t)
  (flymake-mode 1))

(provide 'flymake-germane)
;;; flymake-germane.el ends here
