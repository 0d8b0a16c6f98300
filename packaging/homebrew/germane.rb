# Homebrew formula. Built from source; after a release, `url` and `sha256` are those of its source archive.
class Germane < Formula
  desc "Linter for sales outreach: reads a draft as the customer will"
  homepage "https://github.com/OWNER/germane"
  url "https://github.com/OWNER/germane/archive/refs/tags/v0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license any_of: ["MIT", "Apache-2.0"]
  head "https://github.com/OWNER/germane.git", branch: "main"

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    generate_completions_from_executable(bin/"germane", "completions")
    system bin/"germane", "man", man1
  end

  test do
    (testpath/"draft.md").write("Hi Ana, I hope this email finds you well.\n")
    assert_match "cliche-opener", shell_output("#{bin}/germane check draft.md --format unix --fail-on never")
  end
end
