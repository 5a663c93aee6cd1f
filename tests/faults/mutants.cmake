# Deliberately broken copies of the player's sources, to prove that the fault suite notices. Each mutant is one
# exchange of text in one file; the text must be there exactly once, so that a mutant cannot fade away unnoticed.
#   signage_mutant(NAME FILE "text" "what stands there instead")
# In the new text, mutant("NAME") tells whether this one is switched on.
set(SIGNAGE_MUTANT_DIR ${PROJECT_BINARY_DIR}/mutants)
set(SIGNAGE_MUTANT_FILES "")

function(signage_mutant NAME FILE OLD NEW)
  set(copy ${SIGNAGE_MUTANT_DIR}/${FILE})
  if(FILE IN_LIST SIGNAGE_MUTANT_FILES)
    file(READ ${copy}.in text)
  else()
    file(READ ${PROJECT_SOURCE_DIR}/${FILE} text)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${FILE})
    string(PREPEND text "#include \"tests/faults/mutant.h\"\n")
    list(APPEND SIGNAGE_MUTANT_FILES ${FILE})
    set(SIGNAGE_MUTANT_FILES "${SIGNAGE_MUTANT_FILES}" PARENT_SCOPE)
  endif()
  string(FIND "${text}" "${OLD}" first)
  string(FIND "${text}" "${OLD}" last REVERSE)
  if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "tests/faults/mutants.cmake: ${NAME}: its text must stand in ${FILE} exactly once")
  endif()
  string(REPLACE "${OLD}" "${NEW}" text "${text}")
  file(WRITE ${copy}.in "${text}")
  configure_file(${copy}.in ${copy} COPYONLY)
endfunction()

signage_mutant(hash-not-checked player/store/media_writer.cpp
  "if (hash_->finishHex() != asset_.sha256) {" "if (hash_->finishHex() != asset_.sha256 && !mutant(\"hash-not-checked\")) {")
signage_mutant(signature-not-checked player/store/minisign.cpp
  "if (!verifyContent(bytes, signature, key)) {" "if (!verifyContent(bytes, signature, key) && !mutant(\"signature-not-checked\")) {")
