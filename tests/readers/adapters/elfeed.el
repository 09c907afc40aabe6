;; -*- lexical-binding: t -*-
(require 'elfeed)
(require 'json)

(defun hand-over (entry)
  (let ((meta (elfeed-entry-meta entry)))
    `((id . ,(cdr (elfeed-entry-id entry)))
      (title . ,(elfeed-entry-title entry))
      (link . ,(elfeed-entry-link entry))
      (date . ,(elfeed-entry-date entry))
      (authors . ,(vconcat (mapcar (lambda (author) (plist-get author :name)) (plist-get meta :authors))))
      (content . ,(elfeed-deref (elfeed-entry-content entry)))
      (categories . ,(vconcat (plist-get meta :categories)))
      (enclosures . ,(vconcat (mapcar #'car (elfeed-entry-enclosures entry)))))))

(let* ((xml (with-temp-buffer
              (insert-file-contents (car command-line-args-left))
              (elfeed-xml-parse-region)))
       (entries (if (eq (elfeed-feed-type xml) :atom) #'elfeed-entries-from-atom #'elfeed-entries-from-rss)))
  (princ (json-encode (vconcat (mapcar #'hand-over (funcall entries "http://localhost/" xml))))))
