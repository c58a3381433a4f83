# A formula for Homebrew. Untried: it was written without a Mac at hand. Before a release, put in the
# address and the checksum of the sdist, and let `brew update-python-resources newssearch` add the
# resources (the packages of pyproject.toml with their checksums).
class Newssearch < Formula
  include Language::Python::Virtualenv

  desc "Full-text search for a news archive on your own machine"
  homepage "https://newssearch.example/"
  url "https://newssearch.example/newssearch-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"

  depends_on "numpy"
  depends_on "python@3.13"

  def install
    virtualenv_install_with_resources
    system libexec/"bin/python", "-m", "docs.manpages", buildpath/"man"
    man1.install Dir[buildpath/"man/*.1"]
    generate_completions_from_executable(bin/"newssearch", "--show-completion")
  end

  test do
    (testpath/"news").mkpath
    (testpath/"news/oil.txt").write "Oil prices rose\n\nCrude oil rose again on Monday.\n"
    ENV["NEWSSEARCH_ARCHIVE"] = testpath/"archive"
    system bin/"newssearch", "index", testpath/"news"
    assert_equal "1", shell_output("#{bin}/newssearch query 'crude oil' --count").strip
  end
end
