# germane as a linter of Kakoune: `:lint-buffer`, then `:lint-next-message`.
hook global WinSetOption filetype=(markdown|plain) %{
    set-option window lintcmd 'germane check --format unix'
}
