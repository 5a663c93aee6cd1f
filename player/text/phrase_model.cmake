# The phrase model: BudouX's Japanese one, brought by npm, turned into generated/player/text/phrase_model.inc. A screen
# needs neither npm nor network.
include(${PROJECT_SOURCE_DIR}/tools/cmake/BuildData.cmake)
set(model_js ${npm_folder}/node_modules/budoux/dist/data/models/ja.js)
set(model_inc ${PROJECT_BINARY_DIR}/generated/player/text/phrase_model.inc)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${npm_source}/phrase-model.mjs)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/generated/player/text)
execute_process(COMMAND ${SIGNAGE_NODE} ${npm_source}/phrase-model.mjs ${model_js} ${model_inc}.new
  RESULT_VARIABLE model_status ERROR_VARIABLE model_said)
if(NOT model_status EQUAL 0)
  message(FATAL_ERROR "tools/npm/phrase-model.mjs failed: ${model_said}")
endif()
# An unchanged table must not compile the room again.
file(COPY_FILE ${model_inc}.new ${model_inc} ONLY_IF_DIFFERENT)
