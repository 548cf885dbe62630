#pragma once

#include <string>
#include <vector>

namespace checks {

/// The beginning of a file that is another kind, and what a message calls it.
struct OtherFile {
  std::string bytes, name;

  /// What a message says of it.
  std::string got() const { return "got what seems to be " + name; }
};

/// A zip archive whose first entry has this name.
inline std::string zip_of(const std::string& entry) {
  return "PK\3\4" + std::string(22, '\0') + static_cast<char>(entry.size()) + std::string(3, '\0') + entry +
         std::string(60, '\7');
}

/// What people give a reader of numbers by mistake.
inline std::vector<OtherFile> other_files() {
  const std::string numbers(60, '\7');
  return {
      {"", "an empty file; look whether it was written or downloaded to its end"},
      {"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2\nsize 12345\n",
       "a pointer of Git LFS; fetch the file itself by git lfs pull"},
      {zip_of("archive/data.pkl"), "a file of torch.save; in Python, torch.load it"},
      {"\x80\x02\x8a\nl\xfc\x9c\x46\xf9 j\xa8P\x19." + numbers, "a file of torch.save; in Python"},
      {"\x80\x04\x95" + numbers, "a pickle; in Python, save its tensors"},
      {zip_of("arr_0.npy"), "an .npz file of several arrays; in Python, save each of them by numpy.save"},
      {zip_of("metadata.json"), "a .keras file; in Python"},
      {zip_of("[Content_Types].xml"), "a spreadsheet; export it as CSV"},
      {zip_of("readme"), "a zip archive; unpack it first"},
      {"PK\3\4", "a zip archive; unpack it first"},
      {"\n<!DOCTYPE html>\n<html lang=\"en\">" + numbers, "a page of HTML; a site answered"},
      {"<HTML><body>Not found</body></HTML>", "a page of HTML; a site answered"},
      {"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "a page of HTML; a site answered"},
      {"\x89HDF\r\n\x1a\n" + numbers, "an HDF5 file; in Python"},
      {"GGUF\3" + numbers, "a GGUF model; in Python"},
      {"PAR1\x15" + numbers, "a Parquet file; in Python"},
      {"BZh91AY&SY" + numbers, "a file packed by bzip2; unpack it by bunzip2"},
      {"\x08\x07\x12\x07pytorch\x1a\x06" + numbers, "an ONNX model; in Python"},
      {"\x08\x08:\x9a\x02" + numbers, "an ONNX model; in Python"},
      {std::string("\x1f\x8b\x08\0\0\0\0\0\0\3", 10) + numbers, "a file packed by gzip; unpack it by gunzip"},
      {"\xfd"
       "7zXZ" +
           numbers,
       "a file packed by xz; unpack it by unxz"},
      {"{\n  \"metadata\": {\"total_size\": 7}}" + numbers, "JSON; choose the file of numbers beside it"},
      {"{\"a\": 1, {\"b\"" + numbers, "JSON; choose the file of numbers beside it"},
      {std::string("\x1c\0\0\0TFL3", 8) + numbers, "a TensorFlow Lite model; in Python"},
      {"\x89PNG\r\n\x1a\n" + numbers, "a PNG picture; in Python, save its pixels by numpy.save"},
  };
}

}  // namespace checks
