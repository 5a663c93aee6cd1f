# The hub's pages: tools/hub/web and the npm libraries that they use, turned into the table that tools/hub/assets.cpp
# includes, at configure time; a change of any of them configures again.
include(${PROJECT_SOURCE_DIR}/tools/cmake/BuildData.cmake)
set(web_folder ${PROJECT_SOURCE_DIR}/tools/hub/web)
set(web_inc ${PROJECT_BINARY_DIR}/generated/tools/hub/web_assets.inc)
file(GLOB web_files CONFIGURE_DEPENDS ${web_folder}/*.js ${web_folder}/*.css ${web_folder}/*.svg)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${web_files} ${npm_source}/web-assets.mjs)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/generated/tools/hub)
execute_process(COMMAND ${SIGNAGE_NODE} ${npm_source}/web-assets.mjs ${web_folder} ${npm_folder}/node_modules ${web_inc}.new
  RESULT_VARIABLE web_status ERROR_VARIABLE web_said)
if(NOT web_status EQUAL 0)
  message(FATAL_ERROR "tools/npm/web-assets.mjs failed: ${web_said}")
endif()
# An unchanged table must not compile the room again.
file(COPY_FILE ${web_inc}.new ${web_inc} ONLY_IF_DIFFERENT)
